/** Of all parts, by their folders: `npm run docs` writes it. */
export { WRITTEN_IMAGES_OF_PARTS } from "./generated/written-images-of-parts";
