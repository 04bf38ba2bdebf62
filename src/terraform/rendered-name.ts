const RENDERED = /^(?:own-)?component-(.+)\.tf\.json$/;

/** Name of the Terraform file with the blocks of a component. */
export const renderedName = (id: string): string => `component-${id}.tf.json`;

/** The component of a rendered file, or of its copy in the folder of a stack; undefined for any other file. */
export const renderedId = (name: string): string | undefined => RENDERED.exec(name)?.[1];
