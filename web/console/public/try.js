/** The first steps show the chat opened. */
window.Prosa?.open();
