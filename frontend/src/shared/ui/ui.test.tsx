import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Button } from "./Button";
import { Check, TextField } from "./Field";
import { Frieze, steps } from "./Frieze";

afterEach(cleanup);

describe("Button", () => {
  it("keeps its place and takes no second press while busy", async () => {
    const press = vi.fn();
    const { rerender } = render(<Button onClick={press}>M’inscrire</Button>);
    const button = screen.getByRole("button", { name: "M’inscrire" });
    await userEvent.click(button);
    rerender(
      <Button busy onClick={press}>
        M’inscrire
      </Button>,
    );
    await userEvent.click(button);
    expect(press).toHaveBeenCalledTimes(1);
    expect(button.getAttribute("aria-busy")).toBe("true");
    expect(document.activeElement).toBe(button);
  });
});

describe("fields", () => {
  it("are named, helped and corrected for those who cannot see", () => {
    render(<TextField label="Courriel" help="Professionnel" error="Remplissez ce champ." />);
    const input = screen.getByRole("textbox", { name: "Courriel" });
    const said = (input.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent.trim());
    expect(said).toEqual(["Professionnel", "Remplissez ce champ."]);
    expect(input.getAttribute("aria-invalid")).toBe("true");
  });
  it("tick by their words", async () => {
    const change = vi.fn();
    render(
      <Check count="12" onChange={change}>
        Tout de suite
      </Check>,
    );
    await userEvent.click(screen.getByText("Tout de suite"));
    expect(change).toHaveBeenCalledOnce();
  });
});

describe("Frieze", () => {
  it("is one square an activity, and a bar beyond twelve", () => {
    const { container, rerender } = render(<Frieze steps={steps(3, 8)} />);
    expect(container.querySelectorAll("i.d")).toHaveLength(3);
    expect(container.querySelectorAll("i.n")).toHaveLength(1);
    expect(container.querySelectorAll("i")).toHaveLength(8);
    rerender(<Frieze steps={steps(3, 30)} />);
    expect(container.querySelector<HTMLElement>(".frieze-bar i")?.style.width).toBe("10%");
  });
  it("says nothing by itself: the words are beside it", () => {
    const { container } = render(<Frieze steps={steps(1, 2)} />);
    expect(container.firstElementChild?.getAttribute("aria-hidden")).toBe("true");
  });
});
