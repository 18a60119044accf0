// Gives names and keys to controls that select2 and unfold leave without them.
(function () {
  function nameSelect(select) {
    const box = select.nextElementSibling;
    const label = document.querySelector(`label[for="${select.id}"]`);
    const name = select.getAttribute("aria-label") || (label && label.textContent.replace("*", "").trim());
    if (!name || !box || !box.classList.contains("select2")) return;
    const shown = box.querySelector(".select2-selection__rendered[id]");
    if (shown) shown.setAttribute("aria-label", name);
    box.querySelectorAll(".select2-selection, .select2-search__field").forEach(function (part) {
      if (label && shown) {
        label.id = label.id || `${select.id}-label`;
        part.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
      } else {
        part.removeAttribute("aria-labelledby");
        part.setAttribute("aria-label", name);
      }
    });
  }

  function nameAll() {
    document.querySelectorAll("select.admin-autocomplete").forEach(nameSelect);
    document.querySelectorAll("h3.cursor-pointer strong").forEach(function (title) {
      title.setAttribute("role", "button");
      title.setAttribute("tabindex", "0");
    });
  }

  document.addEventListener("keydown", function (event) {
    if (event.target.matches('h3 strong[role="button"]') && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      event.target.click();
    }
  });
  document.addEventListener("formset:added", function () { setTimeout(nameAll); });
  window.addEventListener("load", function () { setTimeout(nameAll); });
})();
