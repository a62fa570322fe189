/** The script a site embeds: `<script src="…/widget/prosa-widget.js" defer></script>`. */
import { mount } from "./mount";
import { readOptions } from "./options";

// Only known while the script itself runs.
const script = document.currentScript as HTMLScriptElement | null;
const options = readOptions(script?.dataset ?? {}, script?.src ?? "", location);

function begin(): void {
  // A page that includes the script twice has one chat.
  if ("Prosa" in window) return;
  Object.assign(window, { Prosa: mount(options) });
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
