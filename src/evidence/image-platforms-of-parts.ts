/** Of all parts, by their folders: `npm run docs` writes it. */
export { IMAGE_PLATFORMS_OF_PARTS } from "./generated/image-platforms-of-parts";
