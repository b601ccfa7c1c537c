import { EditorContent, useEditor, useEditorState, type Editor } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import { Icon } from "@/shared/ui";
import { useMessages } from "./messages";

interface Props {
  label: string;
  html: string;
  onChange: (html: string) => void;
}

/** A text with headings, lists, asides and links: the same few tags that the server keeps. */
export default function RichText({ label, html, onChange }: Props) {
  const editor = useEditor({
    extensions: [StarterKit.configure({ heading: { levels: [2, 3] }, link: { openOnClick: false, autolink: true, defaultProtocol: "https" } })],
    content: html,
    injectCSS: false, // the page's policy allows no style that it did not sign
    editorProps: { attributes: { "aria-label": label, role: "textbox", "aria-multiline": "true", class: "prose rich-text-area" } },
    onUpdate: ({ editor: changed }) => onChange(changed.getHTML()),
  });
  return (
    <div className="rich-text">
      <span className="label" aria-hidden="true">
        {label}
      </span>
      <Toolbar editor={editor} />
      <EditorContent editor={editor} />
    </div>
  );
}

type Tool = "bold" | "italic" | "heading" | "sub" | "list" | "ordered" | "quote" | "link";

const faces: Record<Tool, string> = { bold: "G", italic: "I", heading: "T1", sub: "T2", list: "•", ordered: "1.", quote: "❝", link: "" };

function Toolbar({ editor }: { editor: Editor }) {
  const t = useMessages();
  const active = useEditorState({
    editor,
    selector: ({ editor: e }): Record<Tool, boolean> => ({
      bold: e.isActive("bold"),
      italic: e.isActive("italic"),
      heading: e.isActive("heading", { level: 2 }),
      sub: e.isActive("heading", { level: 3 }),
      list: e.isActive("bulletList"),
      ordered: e.isActive("orderedList"),
      quote: e.isActive("blockquote"),
      link: e.isActive("link"),
    }),
  });
  const run: Record<Tool, () => void> = {
    bold: () => editor.chain().focus().toggleBold().run(),
    italic: () => editor.chain().focus().toggleItalic().run(),
    heading: () => editor.chain().focus().toggleHeading({ level: 2 }).run(),
    sub: () => editor.chain().focus().toggleHeading({ level: 3 }).run(),
    list: () => editor.chain().focus().toggleBulletList().run(),
    ordered: () => editor.chain().focus().toggleOrderedList().run(),
    quote: () => editor.chain().focus().toggleBlockquote().run(),
    link: () => {
      const href = prompt(t.linkPrompt, (editor.getAttributes("link") as { href?: string }).href ?? "https://");
      if (href === null) return;
      if (href === "" || href === "https://") editor.chain().focus().unsetLink().run();
      else editor.chain().focus().extendMarkRange("link").setLink({ href }).run();
    },
  };
  return (
    <div className="rich-tools" role="toolbar" aria-label={t.toolbar}>
      {(Object.keys(run) as Tool[]).map((tool) => (
        <button key={tool} type="button" aria-pressed={active[tool]} aria-label={t.tools[tool]} title={t.tools[tool]} onClick={run[tool]}>
          {tool === "link" ? <Icon name="link" /> : <span aria-hidden="true">{faces[tool]}</span>}
        </button>
      ))}
    </div>
  );
}
