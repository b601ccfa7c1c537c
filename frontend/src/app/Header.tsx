import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { read, useMe, type Me } from "@/shared/api";
import { Icon, Mark, buttonClass } from "@/shared/ui";
import { Account } from "./Account";
import { useShellMessages } from "./Shell";

/** The top of every page: where one is, where one may go, who one is. */
export function Header() {
  const t = useShellMessages();
  const me = useMe();
  const { pathname } = useLocation();
  const [openAt, setOpenAt] = useState<string>(); // the page the menu was opened on: another page closes it
  const open = openAt === pathname;

  return (
    <header className="top">
      <div className="wrap">
        <Link className="brand" to="/" aria-label={t.brand}>
          <Mark />
          Préau
        </Link>
        <nav className={open ? "nav open" : "nav"} id="navigation" aria-label={t.main}>
          <Links me={me} />
        </nav>
        <button type="button" className={`${buttonClass("quiet", true)} menu-button`} aria-expanded={open} aria-controls="navigation" onClick={() => setOpenAt(open ? undefined : pathname)}>
          {t.menu}
        </button>
        {me ? <Bell /> : null}
        <Account me={me} />
      </div>
    </header>
  );
}

function Links({ me }: { me: Me | null | undefined }) {
  const t = useShellMessages();
  return (
    <>
      <Link to="/catalogue">{t.catalogue}</Link>
      {me ? <Link to="/formations">{t.trainings}</Link> : null}
      {me?.abilities.train ? <Link to="/former">{t.former}</Link> : null}
      {me?.abilities.design ? <Link to="/concevoir">{t.design}</Link> : null}
      {me && me.abilities.pilot.length > 0 ? <PilotLink me={me}>{t.pilot}</PilotLink> : null}
      {me ? <Link to="/attestations">{t.attestations}</Link> : null}
    </>
  );
}

function PilotLink({ me, children }: { me: Me; children: ReactNode }) {
  const [only] = me.abilities.pilot;
  return me.abilities.pilot.length === 1 && only ? (
    <Link to="/piloter/$academie" params={{ academie: only }}>
      {children}
    </Link>
  ) : (
    <Link to="/piloter">{children}</Link>
  );
}

function Bell() {
  const t = useShellMessages();
  const { data } = useQuery({ ...read("/api/v1/me/notices/unread"), staleTime: 60_000 });
  const count = data?.count ?? 0;
  return (
    <Link to="/avis" className="bell" aria-label={t.unread(count, data?.more ?? false)}>
      <Icon name="bell" />
      {count > 0 ? (
        <span className="dot num" aria-hidden="true">
          {count > 9 ? "9+" : count}
        </span>
      ) : null}
    </Link>
  );
}

/** Closes a panel on Escape, on a press elsewhere and on the focus leaving it. */
export function useDisclosure() {
  const [open, setOpen] = useState(false);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (event.target instanceof Node && !ref.current?.contains(event.target)) setOpen(false);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setOpen(false);
      ref.current?.querySelector<HTMLElement>("button[aria-expanded]")?.focus();
    };
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    document.addEventListener("keydown", escape);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
      document.removeEventListener("keydown", escape);
    };
  }, [open]);
  return { ref, open, setOpen };
}
