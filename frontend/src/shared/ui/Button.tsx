import type { ComponentPropsWithRef } from "react";

type Look = "main" | "quiet" | "plain" | "danger";

/** The classes of something that looks like a button: for links that do what a button would. */
export function buttonClass(look: Look = "main", small = false): string {
  return ["btn", look === "main" ? "" : look, small ? "sm" : ""].filter(Boolean).join(" ");
}

interface Props extends ComponentPropsWithRef<"button"> {
  look?: Look;
  small?: boolean;
  /** Something is on its way: the button stays where it is and takes no second press. */
  busy?: boolean;
}

/** A button that says its verb. While busy it keeps the focus and its place. */
export function Button({ look = "main", small = false, busy = false, className, onClick, type = "button", ...rest }: Props) {
  return (
    <button
      {...rest}
      type={type}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      className={[buttonClass(look, small), className].filter(Boolean).join(" ")}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}
