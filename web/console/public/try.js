/** The first steps show the chat opened. It can be asked to as soon as it has drawn itself. */
function open(tries) {
  const chat = document.getElementById("prosa-widget")?.shadowRoot;
  if (chat?.querySelector("[role=dialog]") || tries === 0) return;
  window.Prosa?.open();
  setTimeout(() => open(tries - 1), 100);
}

open(50);
