/** What a form post holds: the fields as text in the order they came, and the files. */
export type PostedForm = { pairs: (readonly [name: string, value: string])[]; files: File[] };

/**
 * Reads an urlencoded or multipart body. A file stands among the fields by its name; a file input that was left empty,
 * which browsers send as a nameless file without bytes, is nothing.
 * @throws TypeError when the body is not a well-formed form
 */
export async function readPostedForm(given: { body: Uint8Array; contentType: string }): Promise<PostedForm> {
  const headers = { "content-type": given.contentType };
  const form = await new Response(Buffer.from(given.body), { headers }).formData();
  const posted: PostedForm = { pairs: [], files: [] };
  for (const [name, value] of form) {
    if (typeof value === "string") posted.pairs.push([name, value]);
    else if (value.name || value.size) {
      posted.pairs.push([name, `(file) ${value.name}`]);
      posted.files.push(value);
    }
  }
  return posted;
}
