/** Text for XML and HTML, in elements and in attributes. Control characters, which XML forbids, become a placeholder. */
export const xmlText = (text: string): string =>
  text
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");
