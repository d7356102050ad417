/** Copy buttons; without this script a reader selects the text, which is there. */
for (const button of document.querySelectorAll('[data-copy]')) {
  const area = document.getElementById(button.dataset.copy);
  const label = button.firstChild;
  const before = label.textContent;
  let timer;
  button.hidden = false;
  button.addEventListener('click', async () => {
    area.select();
    try {
      await navigator.clipboard.writeText(area.value);
    } catch {
      document.execCommand('copy'); // Pages without https have no clipboard of their own.
    }
    label.textContent = button.dataset.done;
    button.setAttribute('aria-live', 'polite');
    clearTimeout(timer);
    timer = setTimeout(() => (label.textContent = before), 2000);
  });
}
/** The form sends no empty day, and goes by itself when a choice is made. A search is sent by whoever wrote it. */
const form = document.querySelector('form.choose:not([role=search])');
form?.addEventListener('change', () => form.requestSubmit());
