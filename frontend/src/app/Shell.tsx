import { useQueryClient } from "@tanstack/react-query";
import { Outlet, useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { Suspense, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { follow, keepFresh, ProblemError, renew, useMe } from "@/shared/api";
import { dictionary } from "@/shared/i18n";
import { Trouble } from "@/shared/state";
import { Announcements, ArrivalContext, Icon, Line } from "@/shared/ui";
import { Header } from "./Header";
import fr from "./messages.fr";
import { rememberSignedIn } from "./reader";

export const useShellMessages = dictionary(fr, () => import("./messages.en"));

/** What surrounds every page. */
export function Shell() {
  return (
    <Suspense fallback={<PagePending />}>
      <Frame />
    </Suspense>
  );
}

function Frame() {
  const t = useShellMessages();
  const me = useMe();
  const queryClient = useQueryClient();
  const signedIn = Boolean(me);
  const online = useOnline();
  const arrival = useArrival();

  useEffect(() => {
    if (me === undefined) return;
    rememberSignedIn(signedIn);
    if (!signedIn) return;
    const leave = follow(queryClient);
    const stop = keepFresh(renew);
    return () => {
      leave();
      stop();
    };
  }, [me === undefined, signedIn, queryClient]); // eslint-disable-line react-hooks/exhaustive-deps -- the person's own changes do not restart the stream

  return (
    <ArrivalContext.Provider value={arrival}>
      <a className="skip" href="#contenu">
        {t.skip}
      </a>
      <Header />
      {online ? null : (
        <p className="offline" role="status">
          <Icon name="warn" /> {t.offline}
        </p>
      )}
      <main id="contenu" tabIndex={-1}>
        <Suspense fallback={<PagePending />}>
          <Outlet />
        </Suspense>
      </main>
      <footer className="foot-site">
        <div className="wrap small muted">{t.footer}</div>
      </footer>
      <Announcements />
    </ArrivalContext.Provider>
  );
}

/** The heading takes the focus after a link inside the app changed the page, not on the first one. */
function useArrival() {
  const router = useRouter();
  const moved = useRef(false);
  useEffect(
    () =>
      router.subscribe("onBeforeNavigate", ({ pathChanged }) => {
        if (pathChanged) moved.current = true;
      }),
    [router],
  );
  return useMemo(() => ({ arrived: () => moved.current }), []);
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      addEventListener("online", changed);
      addEventListener("offline", changed);
      return () => {
        removeEventListener("online", changed);
        removeEventListener("offline", changed);
      };
    },
    () => navigator.onLine,
  );
}

/** A page whose code or first answers are on their way. */
export function PagePending() {
  return (
    <div className="wrap page-pending" aria-hidden="true">
      <Line width="min(26rem, 80%)" height="2.2rem" />
      <Line width="min(40rem, 95%)" />
      <Line width="min(34rem, 85%)" />
    </div>
  );
}

/** An address that leads nowhere. */
export function Lost() {
  return <Trouble error={new ProblemError(404, { code: "not_found" })} page />;
}

/** A page that broke. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return <Trouble error={error} onRetry={() => void router.invalidate().then(reset)} page />;
}
