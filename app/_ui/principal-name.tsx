/** A user principal name or address that, where it must break, breaks before its domain. */
export function PrincipalName({ name }: { name: string }) {
  const at = name.lastIndexOf("@");
  if (at < 1) return name;
  return (
    <>
      {name.slice(0, at)}
      <wbr />
      {name.slice(at)}
    </>
  );
}
