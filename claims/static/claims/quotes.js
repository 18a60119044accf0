// Takes the words selected in the stored text of a source as the quote of a citation.
(function () {
  // The words around a quote: so many characters at least, more until it stands alone.
  const LEAST = 32;
  const MOST = 480;

  function occurrences(text, words) {
    let number = 0;
    for (let at = text.indexOf(words); at >= 0 && number < 2; at = text.indexOf(words, at + 1)) number += 1;
    return number;
  }

  // Fields of one line hold no line break; a space stands for it, and is found for it.
  function oneLine(words) {
    return words.replace(/\s+/g, " ");
  }

  function selector(text, start, end) {
    let width = LEAST;
    let prefix, suffix;
    do {
      prefix = text.slice(Math.max(0, start - width), start);
      suffix = text.slice(end, end + width);
      width += LEAST;
    } while (width <= MOST && occurrences(text, prefix + text.slice(start, end) + suffix) > 1);
    return { quote: text.slice(start, end), quote_prefix: oneLine(prefix), quote_suffix: oneLine(suffix) };
  }

  // Spaces at the ends of a selection are the pointer's, not the source's.
  function trimmed(text, start, end) {
    while (start < end && /\s/.test(text[start])) start += 1;
    while (end > start && /\s/.test(text[end - 1])) end -= 1;
    return [start, end];
  }

  function fill(name, value) {
    const field = document.getElementById(`id_${name}`);
    if (!field) return;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // Reading the figure out of the quote belongs here; until then people fill it in.
  function offerFigure(quote) {
    const wording = document.getElementById("id_wording");
    if (wording && quote.length <= wording.maxLength) fill("wording", oneLine(quote));
    return /\p{Nd}/u.test(quote) ? " A number stands in it: fill in the figure below." : "";
  }

  function take(area, said) {
    const [start, end] = trimmed(area.value, area.selectionStart, area.selectionEnd);
    if (start === end) {
      said.textContent = "Select the words in the text first.";
      area.focus();
      return;
    }
    const found = selector(area.value, start, end);
    Object.entries(found).forEach(([name, value]) => fill(name, value));
    said.textContent = `Taken as the quote, not saved yet: “${found.quote}”.${offerFigure(found.quote)}`;
    area.setSelectionRange(start, end);
  }

  // Shows where the saved quote stands, by selecting it.
  function show(area) {
    const value = (name) => (document.getElementById(`id_${name}`) || { value: "" }).value;
    const quote = value("quote");
    if (!quote) return;
    const whole = area.value.indexOf(value("quote_prefix") + quote + value("quote_suffix"));
    const at = whole >= 0 ? whole + value("quote_prefix").length : area.value.indexOf(quote);
    if (at >= 0) area.setSelectionRange(at, at + quote.length);
  }

  window.addEventListener("load", function () {
    const area = document.getElementById("stored-text");
    const button = document.querySelector('button[name="take-quote"]');
    if (!area || !button) return;
    // A browser gives no caret to what is read-only, and the keyboard needs one.
    area.addEventListener("beforeinput", function (event) { event.preventDefault(); });
    show(area);
    button.addEventListener("click", function () {
      take(area, document.getElementById("quote-taken"));
    });
  });
})();
