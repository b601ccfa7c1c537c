import { useId, type ComponentPropsWithRef, type ReactNode } from "react";
import { Icon } from "./Icon";

interface Described {
  label: ReactNode;
  help?: ReactNode;
  /** What is wrong, in words that say what to do. */
  error?: string | undefined;
  /** Said beside the label of what may stay empty. */
  optional?: string;
  hideLabel?: boolean;
}

function useDescription({ help, error }: Pick<Described, "help" | "error">) {
  const id = useId();
  const described = [help ? `${id}-help` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return { id, attributes: { id, "aria-describedby": described || undefined, "aria-invalid": error ? (true as const) : undefined } };
}

function Around({ id, label, help, error, optional, hideLabel, children }: Described & { id: string; children: ReactNode }) {
  return (
    <div>
      <label className={hideLabel ? "sr" : "label"} htmlFor={id}>
        {label}
        {optional ? <span className="muted small"> ({optional})</span> : null}
      </label>
      {children}
      {help ? (
        <div className="help" id={`${id}-help`}>
          {help}
        </div>
      ) : null}
      {error ? (
        <div className="wrong" id={`${id}-error`}>
          <Icon name="warn" /> {error}
        </div>
      ) : null}
    </div>
  );
}

/** A line of text with its label, help and error. */
export function TextField({ label, help, error, optional, hideLabel, className, ...rest }: Described & ComponentPropsWithRef<"input">) {
  const { id, attributes } = useDescription({ help, error });
  return (
    <Around {...{ id, label, help, error }} {...(optional ? { optional } : {})} {...(hideLabel ? { hideLabel } : {})}>
      <input {...rest} {...attributes} className={["input", className].filter(Boolean).join(" ")} />
    </Around>
  );
}

/** Several lines of text. */
export function TextArea({ label, help, error, optional, hideLabel, ...rest }: Described & ComponentPropsWithRef<"textarea">) {
  const { id, attributes } = useDescription({ help, error });
  return (
    <Around {...{ id, label, help, error }} {...(optional ? { optional } : {})} {...(hideLabel ? { hideLabel } : {})}>
      <textarea rows={4} {...rest} {...attributes} className="input" />
    </Around>
  );
}

/** A choice in a list: the browser's own, which every keyboard, telephone and reader knows. */
export function Select({ label, help, error, optional, hideLabel, className, children, ...rest }: Described & ComponentPropsWithRef<"select">) {
  const { id, attributes } = useDescription({ help, error });
  return (
    <Around {...{ id, label, help, error }} {...(optional ? { optional } : {})} {...(hideLabel ? { hideLabel } : {})}>
      <select {...rest} {...attributes} className={["input", className].filter(Boolean).join(" ")}>
        {children}
      </select>
    </Around>
  );
}

/** A box to tick, with how many it stands for when that is known. */
export function Check({ children, count, type = "checkbox", ...rest }: { children: ReactNode; count?: string | undefined } & ComponentPropsWithRef<"input">) {
  return (
    <label className="check">
      <input {...rest} type={type} />
      <span>{children}</span>
      {count === undefined ? null : <span className="n num">{count}</span>}
    </label>
  );
}
