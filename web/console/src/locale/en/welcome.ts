import type { welcome as texts } from "../pt-BR/welcome";

export const welcome: Record<keyof typeof texts, string> = {
  "welcome.title": "First steps",
  "welcome.lead":
    "Four steps to the first customer. You can come back here by your account's menu.",
  "welcome.start": "Start answering",
  "welcome.dismiss": "Leave it for later",
  "welcome.progress": "Steps taken",
  "welcome.count": "{done} of {all}",
  "welcome.done": "Done",
  "welcome.skip": "Skip this step",
  "welcome.company": "The company's name",
  "welcome.company_help": "This is how the bot introduces itself, and how customers see you.",
  "welcome.company_name": "Name",
  "welcome.company_save": "Save the name",
  "welcome.company_right": "That is right",
  "welcome.bot": "Talk to the bot",
  "welcome.bot_help":
    "Ask for an order, ask to return something, ask for a person: the conversation shows up in Conversations.",
  "welcome.bot_open": "Open the chat",
  "welcome.bot_frame": "The chat as customers see it",
  "welcome.colleague": "Invite a colleague",
  "welcome.colleague_help":
    "Everybody has an account of their own. Whoever is online gets the next conversation of the queue.",
  "welcome.colleague_admin": "Administrators invite people. Ask one of them.",
  "welcome.tag": "Put the chat on your site",
  "welcome.tag_help":
    "Paste this line before </body> on every page. WordPress: a header and footer plugin, in the footer. Google Tag Manager: a custom HTML tag, on all pages. Hosted shops: the theme's field for scripts.",
  "welcome.tag_label": "Code for your site",
  "welcome.tag_copy": "Copy the code",
  "welcome.tag_sample": "See it in the sample shop",
  "welcome.tag_origins": "Your site's address has to be in",
};
