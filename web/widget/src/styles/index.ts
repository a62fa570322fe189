/** The widget's one style sheet. */
import attaching from "./attaching.css?inline";
import base from "./base.css?inline";
import cards from "./cards.css?inline";
import composer from "./composer.css?inline";
import launcher from "./launcher.css?inline";
import messages from "./messages.css?inline";
import panel from "./panel.css?inline";
import parts from "./parts.css?inline";
import teaser from "./teaser.css?inline";

export const styles = [
  base,
  launcher,
  teaser,
  panel,
  messages,
  cards,
  parts,
  composer,
  attaching,
].join("\n");
