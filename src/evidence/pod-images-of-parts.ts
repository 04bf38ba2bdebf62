/** Of all parts, by their folders: `npm run docs` writes it. */
export { POD_IMAGES_OF_PARTS } from "./generated/pod-images-of-parts";
