/** Of all parts, by their folders: `npm run docs` writes it. */
export { EXPORTERS_OF_PARTS } from "./generated/exporters-of-parts";
