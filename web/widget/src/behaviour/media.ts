/** The screens that the widget treats differently. The same limits stand in the style sheets. */

/** The panel fills the screen. */
export const PHONE = "(max-width: 480px)";
/** A finger: giving focus to the text field would bring up the keyboard. */
export const TOUCH = "(pointer: coarse)";
/** Nothing moves that need not. */
export const REDUCED_MOTION = "(prefers-reduced-motion: reduce)";
