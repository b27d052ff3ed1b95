/* Says on the page that a passkey did not work: allauth's script tells it to the console only. */
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const told = document.querySelector("[data-passkey-problem]");
  if (!told) return;
  told.hidden = false;
  told.focus();
});
