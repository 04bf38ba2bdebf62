import type { DeploymentV1SpecTemplateSpecInitContainer } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { DATABASE_ENGINES } from "../../../facts/databases";
import type { ContainerResources } from "../../../facts/container-resources";
import { type MountedVolume, PIPELINES_USER_ID } from "./program";
import { restricted, secretVolume } from "../../../platform/pods";

const SECRETS = "/mnt/secrets";
const CERTIFICATES = "/certificates";

/** Port of the database. */
export const DATABASE_PORT = DATABASE_ENGINES.mysql.port;

/** Name of the SecretProviderClass with the password, and of the file that it makes. */
export const PASSWORD_CLASS = "pipelines-database";
export const PASSWORD_FILE = "password";

/** Path of the password, which the driver of secrets writes again after a rotation. */
export const PASSWORD_PATH = `${SECRETS}/${PASSWORD_FILE}`;

/** Folder and file of the authorities of RDS. */
export const AUTHORITIES_FOLDER = CERTIFICATES;
export const AUTHORITIES_PATH = `${CERTIFICATES}/rds.pem`;

/** Authorities of RDS in the image of steps. */
const AUTHORITIES_IN_IMAGE = "/etc/ssl/rds/global-bundle.pem";

const CHECKSUM = "/tmp/password.sha256";

/** Size of the volume for the authorities, in MiB. */
export const AUTHORITIES_MIB = 16;

/** Volumes of a client of the database. */
export const DATABASE_VOLUMES: readonly MountedVolume[] = [
  {
    volume: secretVolume(PASSWORD_CLASS, SECRETS).volume,
    path: SECRETS,
    readOnly: true,
  },
  {
    volume: { name: "certificates", emptyDir: { sizeLimit: `${AUTHORITIES_MIB}Mi` } },
    path: CERTIFICATES,
    readOnly: true,
  },
];

/** Copies the authorities of RDS from the image of steps, since the images of the programs lack them. */
export const authorities = (
  image: string,
  { requests, limits }: ContainerResources,
): DeploymentV1SpecTemplateSpecInitContainer => ({
  name: "authorities",
  image,
  imagePullPolicy: "IfNotPresent",
  command: ["cp", AUTHORITIES_IN_IMAGE, AUTHORITIES_PATH],
  resources: { requests: { ...requests }, limits: { ...limits } },
  securityContext: restricted(PIPELINES_USER_ID).container,
  volumeMount: [{ name: "certificates", mountPath: CERTIFICATES }],
});

/** First line of a start script: it remembers the password with which the program starts. */
export const REMEMBER_PASSWORD = `sha256sum ${PASSWORD_PATH} > ${CHECKSUM}`;

/** A shell command that fails after a rotation. The programs read the password only once, so the kubelet restarts them. */
export const PASSWORD_UNCHANGED = `sha256sum --check --status ${CHECKSUM}`;
