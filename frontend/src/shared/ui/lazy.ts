// Heavy widgets load on first use, so that pages open light.
import { lazy } from "react";

/** A window over the page; put it under a Suspense with no fallback. */
export const Dialog = lazy(() => import("./Dialog"));
