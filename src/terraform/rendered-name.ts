const RENDERED = /^(?:own-)?component-(.+)\.tf\.json$/;

/** The Terraform file with the blocks of a component. */
export const renderedFile = {
  nameOf: (id: string): string => `component-${id}.tf.json`,
  /** The component of a file, or of its copy in the folder of a stack; undefined for any other file. */
  idOf: (name: string): string | undefined => RENDERED.exec(name)?.[1],
};
