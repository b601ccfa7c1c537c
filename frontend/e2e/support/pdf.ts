// What a reader of QR codes sees on a page of a PDF: the filled rectangles are drawn, and read.
import { inflateSync } from "node:zlib";
import jsQR from "jsqr";

interface Bar {
  x: number;
  y: number;
  width: number;
  height: number;
  dark: boolean;
}

/** The address in the QR code of a PDF, as a telephone reads it. */
export function qrOf(pdf: Buffer): string {
  for (const drawing of drawings(pdf)) {
    const bars = barsOf(drawing);
    const grounds = bars.filter((b) => !b.dark && b.width > 50 && Math.abs(b.width - b.height) < 1);
    for (const ground of grounds) {
      const found = read(ground, bars);
      if (found) return found;
    }
  }
  throw new Error("no QR code in the PDF");
}

/** The drawing instructions of the PDF, page after page. */
function drawings(pdf: Buffer): string[] {
  const text = pdf.toString("latin1");
  const out: string[] = [];
  for (const match of text.matchAll(/<<([^]*?)>>\s*stream\r?\n/g)) {
    const start = match.index + match[0].length;
    const end = text.indexOf("endstream", start);
    const body = pdf.subarray(start, end);
    if (!match[1]?.includes("FlateDecode")) out.push(body.toString("latin1"));
    else {
      try {
        out.push(inflateSync(body).toString("latin1"));
      } catch {
        // a font or a picture in another form
      }
    }
  }
  return out;
}

function barsOf(drawing: string): Bar[] {
  const bars: Bar[] = [];
  let dark = true;
  for (const [, r, g, b, x, y, width, height] of drawing.matchAll(/(?:([\d.]+) ([\d.]+) ([\d.]+) rg)|(?:(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re)/g)) {
    if (r !== undefined) dark = Number(r) + Number(g) + Number(b) < 1.5;
    else bars.push(upright({ x: Number(x), y: Number(y), width: Number(width), height: Number(height), dark }));
  }
  return bars;
}

/** A rectangle may be written from any of its corners. */
function upright(bar: Bar): Bar {
  const { x, y, width, height, dark } = bar;
  return { x: Math.min(x, x + width), y: Math.min(y, y + height), width: Math.abs(width), height: Math.abs(height), dark };
}

function read(ground: Bar, bars: Bar[]): string | undefined {
  const scale = 6;
  const size = Math.round(ground.width * scale);
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  for (const bar of bars.filter((b) => b.dark)) {
    const left = Math.round((bar.x - ground.x) * scale);
    const top = Math.round((ground.y + ground.height - bar.y - bar.height) * scale);
    const right = left + Math.round(bar.width * scale);
    const bottom = top + Math.round(bar.height * scale);
    if (left < 0 || top < 0 || right > size || bottom > size) continue;
    for (let row = top; row < bottom; row++) for (let column = left; column < right; column++) pixels.fill(0, (row * size + column) * 4, (row * size + column) * 4 + 3);
  }
  return jsQR(pixels, size, size)?.data;
}
