import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "@mantine/charts/styles.css";
import "./hours/hours.css";
import "./shell/shell.css";
import "./welcome/welcome.css";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queries } from "./api/queries";
import { LocaleProvider } from "./locale/LocaleProvider";
import { router } from "./router";
import { Look } from "./shell/Look";
import { Refusals } from "./shell/Refusals";
import { registerWorker } from "./shell/worker";

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
// Dialogs keep the page below from scrolling by a style of their own, which looks for the nonce here.
Object.assign(globalThis, { __webpack_nonce__: nonce });
const root = document.getElementById("root");
if (root === null) throw new Error("the page has no #root");

createRoot(root).render(
  <StrictMode>
    <LocaleProvider>
      <Look nonce={nonce}>
        <QueryClientProvider client={queries}>
          <Notifications position="top-right" />
          <Refusals />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </Look>
    </LocaleProvider>
  </StrictMode>,
);

registerWorker();
