// Says that this page is open, every 20 seconds while it can be seen, and who else is here.
(function () {
  const EVERY = 20000;

  async function tell(box) {
    if (document.hidden) return;
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const answer = await fetch(box.dataset.url, { method: "POST", headers: { "X-CSRFToken": token } });
      if (!answer.ok) return;
      const names = (await answer.json()).others.join(", ");
      const shown = box.querySelector("span");
      // A status is read aloud whenever it is written.
      if (shown.textContent !== names) shown.textContent = names;
      box.hidden = !names;
    } catch (error) {
      // The next time tells.
    }
  }

  window.addEventListener("load", function () {
    const box = document.getElementById("presence");
    if (!box) return;
    tell(box);
    setInterval(tell, EVERY, box);
    document.addEventListener("visibilitychange", function () { tell(box); });
  });
})();
