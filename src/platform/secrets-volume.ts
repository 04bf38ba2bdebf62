/** Name of the volume with the files of secrets. */
export const SECRETS_VOLUME = "secrets";

/** The volume with the files of a SecretProviderClass. */
export const secretsVolume = (secretProviderClass: string) => ({
  name: SECRETS_VOLUME,
  csi: {
    driver: "secrets-store.csi.k8s.io",
    readOnly: true,
    volumeAttributes: { secretProviderClass },
  },
});
