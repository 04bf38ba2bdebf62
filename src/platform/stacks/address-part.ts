/** A name as a part of a Terraform address, in which other characters than letters and digits are the same. */
export const addressPart = (name: string): string => name.replace(/[^A-Za-z0-9]+/g, "_");
