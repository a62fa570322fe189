import { type RefObject, useEffect } from "react";
import { PHONE } from "./media";

/**
 * On phones: keeps the panel in the part of the screen that the keyboard leaves free, and the page behind it
 * still. `100dvh` does not know of keyboards; the visual viewport does.
 */
export function useFullScreen(panel: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const phone = matchMedia(PHONE);
    const view = window.visualViewport;
    const page = document.documentElement;
    const before = page.style.overflow;

    function fit(): void {
      page.style.overflow = phone.matches ? "hidden" : before;
      if (view == null) return;
      panel.current?.style.setProperty("--view-height", `${view.height}px`);
      panel.current?.style.setProperty("--view-top", `${view.offsetTop}px`);
    }

    fit();
    phone.addEventListener("change", fit);
    view?.addEventListener("resize", fit);
    view?.addEventListener("scroll", fit);
    return () => {
      page.style.overflow = before;
      phone.removeEventListener("change", fit);
      view?.removeEventListener("resize", fit);
      view?.removeEventListener("scroll", fit);
    };
  }, [panel]);
}
