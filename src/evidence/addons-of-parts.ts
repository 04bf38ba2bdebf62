/** Of all parts, by their folders: `npm run docs` writes it. */
export { ADDONS_OF_PARTS } from "./generated/addons-of-parts";
