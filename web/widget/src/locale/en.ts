/** English. */
import type { Texts } from ".";

export const en: Texts = {
  "launcher.open": "Open chat",
  "launcher.close": "Close chat",
  "launcher.unread.one": "{count} unread message",
  "launcher.unread.other": "{count} unread messages",

  "header.assistant": "Virtual assistant",
  "header.human": "Talk to a person",
  "header.close": "Close",
  "connection.idle": "Connecting…",
  "connection.connecting": "Connecting…",
  "connection.online": "Online",
  "connection.reconnecting": "Reconnecting…",
  "connection.offline": "Offline",

  "log.label": "Messages",
  "log.new": "New messages",
  "day.today": "Today",
  "day.yesterday": "Yesterday",

  "sender.you": "You",
  "sender.agent": "Agent",
  "typing.bot": "Typing…",
  "typing.agent": "{name} is typing…",

  "delivery.accepted": "Sent",
  "delivery.sent": "Sending…",
  "delivery.waiting": "not sent – trying again",
  "delivery.failed": "Not sent",
  "delivery.edit": "Edit",
  "delivery.discard": "Discard",
  "delivery.too_big": "This message is too large. Please split it.",

  "event.escalated": "We have called a person from our team",
  "event.joined": "{name} joined the conversation",
  "event.joined_unnamed": "A person from our team joined the conversation",
  "event.requeued": "You are back in the queue",
  "event.returned": "The virtual assistant is back",
  "event.resolved": "Conversation closed",
  "event.rated.one": "You gave {count} star",
  "event.rated.other": "You gave {count} stars",

  "queue.next": "You are next in the queue",
  "queue.position": "You are number {position} in the queue",
  "queue.waiting": "Waiting for a person",
  "queue.wait": "Estimated wait: {wait}",
  "queue.closed": "We are closed right now. Leave us a message.",
  "queue.reopens": "We are closed right now. We answer from {when}.",

  "quick.label": "Suggestions",
  "starters.label": "How can we help?",

  "composer.label": "Your message",
  "composer.placeholder": "Write your message…",
  "composer.send": "Send",
  "composer.left": "{used} of {max} characters",

  "notice.retry": "Sending again in {wait}",

  "rating.title": "How did we do?",
  "rating.star.one": "{count} star",
  "rating.star.other": "{count} stars",
  "rating.comment": "Anything to add? (optional)",
  "rating.send": "Send rating",
  "rating.later": "Not now",

  "product.list": "Products",
  "product.was": "Was",
  "product.now": "Now",
  "product.in_stock": "In stock",
  "product.few": "Last units",
  "product.out_of_stock": "Unavailable",
  "product.preorder": "Pre-order",

  "order.title": "Order {number}",
  "order.expected": "Expected delivery",
  "order.carrier": "Carrier",
  "order.tracking": "Tracking",
  "order.items": "Items",
  "order.total": "Total",

  "ticket.title": "Ticket no. {number}",
  "ticket.expected": "Answer by",
  "ticket.urgency": "Priority",
  "ticket.urgency.low": "Low",
  "ticket.urgency.medium": "Medium",
  "ticket.urgency.high": "High",
  "ticket.urgency.urgent": "Urgent",
  "ticket.status.open": "Open",
  "ticket.status.pending": "In progress",
  "ticket.status.solved": "Solved",
  "ticket.status.closed": "Closed",

  "sources.one": "Source",
  "sources.other": "Sources",
};
