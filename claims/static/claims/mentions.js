// Offers the names of people after an @ in a comment: arrows choose, Enter or Tab takes.
(function () {
  const MOST = 8;

  function begun(area) {
    const before = area.value.slice(0, area.selectionStart);
    const found = before.match(/(^|[^\w.@+-])@([\w.@+-]*)$/);
    return found && found[2];
  }

  function offerNames(area) {
    const people = area.dataset.people.split(" ").filter(Boolean);
    const list = document.createElement("ul");
    list.id = `${area.id}_people`;
    list.className = "desk-people";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "People");
    list.hidden = true;
    area.after(list);
    area.setAttribute("aria-controls", list.id);
    area.setAttribute("aria-autocomplete", "list");
    let chosen = 0;

    function close() {
      list.hidden = true;
      area.removeAttribute("aria-activedescendant");
    }

    function choose(index) {
      const options = list.children;
      chosen = (index + options.length) % options.length;
      Array.from(options).forEach(function (option, at) {
        option.setAttribute("aria-selected", String(at === chosen));
      });
      area.setAttribute("aria-activedescendant", options[chosen].id);
    }

    function take(name) {
      const end = area.selectionStart;
      const start = end - begun(area).length;
      area.setRangeText(`${name} `, start, end, "end");
      close();
      area.focus();
    }

    function offer() {
      const typed = begun(area);
      const fitting = typed === null ? [] : people
        .filter(function (name) { return name.toLowerCase().startsWith(typed.toLowerCase()); })
        .slice(0, MOST);
      if (!fitting.length) return close();
      list.replaceChildren(...fitting.map(function (name, at) {
        const option = document.createElement("li");
        option.id = `${list.id}_${at}`;
        option.setAttribute("role", "option");
        option.textContent = name;
        option.addEventListener("mousedown", function (event) {
          event.preventDefault();
          take(name);
        });
        return option;
      }));
      list.hidden = false;
      choose(0);
    }

    area.addEventListener("input", offer);
    area.addEventListener("blur", close);
    area.addEventListener("keydown", function (event) {
      if (list.hidden) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) choose(chosen + step);
      else if (event.key === "Enter" || event.key === "Tab") take(list.children[chosen].textContent);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
  }

  window.addEventListener("load", function () {
    document.querySelectorAll("textarea[data-people]").forEach(offerNames);
  });
})();
