import { useEffect, useState } from "react";

const brings = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;

/** Files dropped or pasted anywhere on the page; whether some are held over it now. */
export function useFileDrop(enabled: boolean, take: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!enabled) return;
    let depth = 0; // entering a child is told before the parent is left
    const enter = (event: DragEvent) => {
      if (!brings(event)) return;
      depth += 1;
      setOver(true);
    };
    const hover = (event: DragEvent) => {
      if (!brings(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    };
    const leave = (event: DragEvent) => {
      if (!brings(event)) return;
      depth -= 1;
      if (depth <= 0) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!brings(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      take([...(event.dataTransfer?.files ?? [])]);
    };
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      const isText = event.clipboardData?.types.includes("text/plain"); // a table cell is copied as a picture, too
      if (files.length === 0 || isText) return;
      event.preventDefault();
      take(files);
    };
    window.addEventListener("dragenter", enter);
    window.addEventListener("dragover", hover);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    window.addEventListener("paste", paste);
    return () => {
      window.removeEventListener("dragenter", enter);
      window.removeEventListener("dragover", hover);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
      window.removeEventListener("paste", paste);
      setOver(false);
    };
  }, [enabled, take]);
  return over;
}
