import { type WrittenImage } from "../../../evidence/written-images";
import { RUN_IMAGES } from "./kubeflow-pipelines";

export const WRITTEN_IMAGES: readonly WrittenImage[] = RUN_IMAGES;
