import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { client, useChangeReader, type Me } from "@/shared/api";
import { locales, setLocale, useLocale } from "@/shared/i18n";
import { useSend } from "@/shared/state";
import { setTheme, useTheme, type Scheme } from "@/shared/theme/theme";
import { Check, Icon, buttonClass } from "@/shared/ui";
import { useDisclosure } from "./Header";
import { useShellMessages } from "./Shell";

const names = { fr: "Français", en: "English" } as const;

/** The person's own corner: profile, display, language, signing out. Visitors have the display and the door. */
export function Account({ me }: { me: Me | null | undefined }) {
  const t = useShellMessages();
  const { ref, open, setOpen } = useDisclosure();
  const { pathname, href } = useLocation();
  useEffect(() => setOpen(false), [pathname, setOpen]);

  return (
    <div className="account" ref={ref}>
      {me === null && pathname !== "/connexion" ? (
        <Link to="/connexion" search={{ suite: pathname === "/" ? undefined : href }} className={buttonClass("main", true)}>
          {t.signIn}
        </Link>
      ) : null}
      <button type="button" className={me ? "avatar" : "round"} aria-expanded={open} aria-controls="account-panel" aria-label={me ? t.account(`${me.givenName} ${me.familyName}`) : t.display} onClick={() => setOpen(!open)}>
        {me ? initials(me) : <Icon name="sun" />}
      </button>
      {open ? (
        <div className="account-panel popover" id="account-panel">
          {me ? <Own me={me} /> : null}
          <Display />
          {me ? <SignOut /> : null}
        </div>
      ) : null}
    </div>
  );
}

function initials(me: Me): string {
  return (me.givenName.slice(0, 1) + me.familyName.slice(0, 1)).toUpperCase();
}

function Own({ me }: { me: Me }) {
  const t = useShellMessages();
  return (
    <nav className="menu" aria-label={t.accountMenu}>
      <p className="menu-head">
        <b>
          {me.givenName} {me.familyName}
        </b>
        <br />
        {me.email}
      </p>
      <Link to="/profil" className="menu-item" activeOptions={{ exact: true }}>
        <Icon name="user" /> {t.profile}
      </Link>
      <Link to="/profil/visibilite" className="menu-item">
        <Icon name="eye" /> {t.visibility}
      </Link>
      <Link to="/profil/traces" className="menu-item">
        <Icon name="clock" /> {t.traces}
      </Link>
      <Link to="/avis" className="menu-item">
        <Icon name="bell" /> {t.notices}
      </Link>
      {me.abilities.administer ? (
        <Link to="/administration/cles" className="menu-item">
          <Icon name="lock" /> {t.administration}
        </Link>
      ) : null}
    </nav>
  );
}

function Display() {
  const t = useShellMessages();
  const theme = useTheme();
  const locale = useLocale();
  const schemes: [Scheme, string][] = [["auto", t.auto], ["light", t.light], ["dark", t.dark]];
  return (
    <div className="menu display">
      <fieldset>
        <legend className="menu-head">{t.theme}</legend>
        {schemes.map(([scheme, label]) => (
          <Check key={scheme} type="radio" name="scheme" checked={theme.scheme === scheme} onChange={() => setTheme({ scheme })}>
            {label}
          </Check>
        ))}
        <Check checked={theme.contrast === "more"} onChange={(event) => setTheme({ contrast: event.target.checked ? "more" : "auto" })}>
          {t.contrast}
        </Check>
      </fieldset>
      <fieldset>
        <legend className="menu-head">{t.language}</legend>
        {locales.map((l) => (
          <Check key={l} type="radio" name="locale" lang={l} checked={locale === l} onChange={() => setLocale(l)}>
            {names[l]}
          </Check>
        ))}
      </fieldset>
    </div>
  );
}

function SignOut() {
  const t = useShellMessages();
  const changeReader = useChangeReader();
  const navigate = useNavigate();
  const out = useSend(() => client.POST("/api/v1/sign-out"), {
    say: () => t.signedOut,
    onDone: () => {
      changeReader(null);
      void navigate({ to: "/" });
    },
  });
  return (
    <div className="menu">
      <button type="button" className="menu-item wide" onClick={() => out.mutate()}>
        <Icon name="out" /> {t.signOut}
      </button>
    </div>
  );
}
