/** How smoothly a page moves: the time between its frames while something goes on. */

/** From here on notes each frame of the page. Returns what ends it and tells: milliseconds between frames, sorted. */
export async function watchFrames(page) {
  await page.evaluate(() => {
    const frames = [];
    let before = performance.now();
    let on = true;
    const next = (now) => {
      frames.push(now - before);
      before = now;
      if (on) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    window.stopFrames = () => {
      on = false;
      return frames.slice(1).sort((a, b) => a - b);
    };
  });
  return () => page.evaluate(() => window.stopFrames());
}

/** Scrolls what this selector finds by so many pixels a step, a step a frame. Returns when nothing moves any more. */
export function scroll(page, selector, { by, steps }) {
  return page.locator(selector).evaluate(
    (element, { by, steps }) =>
      new Promise((done) => {
        let left = steps;
        const step = () => {
          element.scrollTop += by;
          left -= 1;
          if (left > 0) requestAnimationFrame(step);
          else done(element.scrollTop);
        };
        requestAnimationFrame(step);
      }),
    { by, steps },
  );
}

/** A few words on frames, for who reads the run's output. */
export function told(what, frames) {
  const at = (part) => frames[Math.min(frames.length - 1, Math.floor(frames.length * part))];
  const long = frames.filter((frame) => frame > 100).length;
  const [median, p99, worst] = [at(0.5), at(0.99), frames.at(-1)].map((one) => one?.toFixed(0));
  return `${what}: ${frames.length} frames, median ${median} ms, p99 ${p99} ms, longest ${worst} ms, over 100 ms: ${long}`;
}
