import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { makeRouter } from "./app/router";
import { makeQueryClient, meQuery, renew, sow } from "./shared/api";
import { applyLocale } from "./shared/i18n";
import { keepTyped } from "./app/first/typed";
import { wasSignedIn } from "./app/reader";
import { applyTheme } from "./shared/theme/theme";
import "./shared/theme/tokens.css";
import "./shared/theme/base.css";
import "./shared/theme/controls.css";
import "./app/shell.css";
// The catalogue is where a first visit most often lands: its look comes with the rest.
import "./shared/offer/offer.css";
import "./features/catalogue/catalogue.css";

applyTheme();
applyLocale();

const queryClient = makeQueryClient();

/**
 * The document's answers are used as they are, unless they were made for a visitor because the
 * sign-in's pass had run out: then it is renewed first, and everything asked again.
 */
async function begin(): Promise<void> {
  const text = document.getElementById("preau-data")?.textContent;
  const sown = sow(queryClient, text);
  const known = sown.includes(meQuery.queryKey[1]);
  if (!known && wasSignedIn() && (await renew())) queryClient.clear();
  else if (!known && text) changeToVisitor();
  await render();
}

function changeToVisitor(): void {
  queryClient.setQueryData(meQuery.queryKey, null);
}

async function render(): Promise<void> {
  const container = document.getElementById("root");
  if (!container) return;
  const router = makeRouter(queryClient);
  if (container.firstElementChild) {
    // The server drew the first results: they stay until the whole page can take their place.
    await router.load();
    keepTyped(container);
  }
  createRoot(container).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}

void begin();
