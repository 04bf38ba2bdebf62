import { sep } from "node:path";

const RENDERED = /^(?:own-)?component-(.+)\.tf\.json$/;

/** Name of the Terraform file with the blocks of a component. */
export const renderedName = (id: string): string => `component-${id}.tf.json`;

/** Whether a file, or its copy in the folder of a stack, has the name of a rendered one. */
export const isRenderedName = (name: string): boolean => RENDERED.test(name);

/** The path among these that is the file of the component with a rendered file; undefined for any other file. */
export function componentOf(rendered: string, paths: Iterable<string>): string | undefined {
  const [, id] = RENDERED.exec(rendered) ?? [];
  if (id === undefined) return undefined;
  return [...paths].find((path) => {
    const [name = "", folder, parent] = path.split(sep).reverse();
    return /^component\.(mjs|js|ts)$/.test(name) && folder === id && parent === "components";
  });
}
