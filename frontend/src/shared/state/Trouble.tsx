import { Link } from "@tanstack/react-router";
import { OfflineError, ProblemError } from "@/shared/api";
import { dictionary, useLocale } from "@/shared/i18n";
import { Button, buttonClass, Heading, Icon } from "@/shared/ui";
import fr from "./messages.fr";

export const useStateMessages = dictionary(fr, () => import("./messages.en"));

/** What to tell a person about an error, in their language. */
export function useExplain(): (error: unknown) => string {
  const t = useStateMessages();
  const locale = useLocale();
  return (error) => {
    if (error instanceof OfflineError) return t.codes.offline;
    if (!(error instanceof ProblemError)) return t.codes.internal;
    const known = (t.codes as Record<string, string>)[error.code];
    const text = locale === "fr" && error.message ? error.message : (known ?? (error.fields[0]?.message || t.codes[error.status === 422 ? "invalid" : "internal"]));
    return error.retryAfter ? `${text} ${t.wait(error.retryAfter)}` : text;
  };
}

interface Props {
  error: unknown;
  onRetry?: (() => void) | undefined;
  /** It is the whole page: it has the h1. */
  page?: boolean;
}

/** Something could not be shown: what happened, what was kept, what to do. */
export function Trouble({ error, onRetry, page = false }: Props) {
  const t = useStateMessages();
  const explain = useExplain();
  const status = error instanceof ProblemError ? error.status : 0;
  const chunk = error instanceof Error && /dynamically imported module|Importing a module|preload CSS/.test(error.message);
  const { title, text } = chunk
    ? { title: t.chunkTitle, text: t.chunkText }
    : error instanceof OfflineError
      ? { title: t.offlineTitle, text: t.offlineText }
      : status === 401
        ? { title: t.signInTitle, text: t.signInText }
        : status === 403
          ? { title: t.forbiddenTitle, text: explain(error) }
          : status === 404
            ? { title: t.notFoundTitle, text: t.notFoundText }
            : { title: t.brokenTitle, text: status >= 400 && status < 500 ? explain(error) : t.brokenText };
  const id = error instanceof ProblemError && status !== 401 && status !== 404 ? error.requestId : undefined;
  return (
    <div className={page ? "wrap trouble" : "trouble"} role={page ? undefined : "alert"}>
      <Icon name={error instanceof OfflineError ? "warn" : "info"} className="big" />
      {page ? <Heading>{title}</Heading> : <h2>{title}</h2>}
      <p className="muted">{text}</p>
      <div className="row-flex">
        {chunk ? (
          <Button onClick={() => location.reload()}>{t.reload}</Button>
        ) : status === 401 ? (
          <Link to="/connexion" search={{ suite: location.pathname + location.search }} className={buttonClass()}>
            {t.signIn}
          </Link>
        ) : status === 404 || status === 403 ? (
          <>
            <Link to="/catalogue" className={buttonClass()}>
              {t.catalogue}
            </Link>
            <Link to="/" className={buttonClass("quiet")}>
              {t.home}
            </Link>
          </>
        ) : onRetry ? (
          <Button onClick={onRetry}>{t.retry}</Button>
        ) : (
          <Button onClick={() => location.reload()}>{t.reload}</Button>
        )}
      </div>
      {id ? <p className="small muted">{t.request(id)}</p> : null}
    </div>
  );
}
