import { POD_IMAGES_OF_PARTS } from "../../evidence/pod-images-of-parts";
import { text } from "../../terraform/stack-json";
import { ImageReference } from "../../infrastructure/kubernetes-images";
import { type Container } from "../../infrastructure/kubernetes-objects";

/** The AWS CLI, with which init containers copy weights or compare them with their manifest. */
const AWS_CLI = POD_IMAGES_OF_PARTS.filter(({ repository }) => repository.endsWith("/aws-cli"));

/** Differences of the image of an init container to that of the AWS CLI; none for it or a copy. */
export const awsCliProblems = ({ name, config }: Container): string[] =>
  AWS_CLI.flatMap((known) => ImageReference.parse(text(config.image) ?? "").differenceTo(known) ?? []).map(
    (problem) => `init container ${name} ${problem}`,
  );
