/** Of all parts, by their folders: `npm run docs` writes it. */
export { CONNECTIONS_OF_PARTS } from "./generated/connections-of-parts";
