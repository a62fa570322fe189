/** What one pastes before `</body>` to have the chat on a page. */
export function widgetTag(origin: string): string {
  return `<script src="${origin}/widget/prosa-widget.js" defer></script>`;
}
