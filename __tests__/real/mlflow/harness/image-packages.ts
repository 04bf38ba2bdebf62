import { join, resolve } from "node:path";
import { type PythonPackages } from "../../terraform/harness/python-packages";

/** Sources of the image: exact versions of all packages, with their checksums, and the start script. */
export const IMAGE = resolve(__dirname, "../../../../images/mlflow");

export const IMAGE_PACKAGES: PythonPackages = {
  requirements: join(IMAGE, "requirements.txt"),
  cache: "mlflow",
  subject: "the packages of images/mlflow are",
  need: "npm run test:mlflow needs Python 3.11",
};
