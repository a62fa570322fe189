/**
 * Draws the icons of public/icons from their SVG, with the browser of the tests:
 * `CHROMIUM=/path/to/chromium node scripts/icons.mjs`.
 */
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const ICONS = new URL("../public/icons/", import.meta.url);
const DRAWN = [
  ["icon.svg", 192, "icon-192.png"],
  ["icon.svg", 512, "icon-512.png"],
  ["maskable.svg", 512, "maskable-512.png"],
  ["maskable.svg", 180, "apple-180.png"],
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox"],
});
const page = await browser.newPage();
for (const [drawing, size, picture] of DRAWN) {
  const svg = await readFile(new URL(drawing, ICONS), "base64");
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<img src="data:image/svg+xml;base64,${svg}" width="${size}" height="${size}"
      style="position:fixed;inset:0">`,
  );
  await page.screenshot({ path: new URL(picture, ICONS).pathname, omitBackground: true });
}
await browser.close();
