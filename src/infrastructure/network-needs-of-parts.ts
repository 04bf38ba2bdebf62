/** Of all parts, by their folders: `npm run docs` writes it. */
export { NETWORKS_OF_PARTS } from "./generated/networks-of-parts";
