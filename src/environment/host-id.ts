/** A host as a part of a Terraform address. */
export const hostId = (host: string): string => host.replace(/[^a-z0-9]+/g, "_");
