/** An e-mail address that, where it does not fit, goes on after its "@" and not in the middle of a word. */
export function AddressText({ value }: { value: string }) {
  const end = value.indexOf("@") + 1;
  return (
    <span style={{ overflowWrap: "anywhere" }}>
      {value.slice(0, end)}
      {end > 0 && <wbr />}
      {value.slice(end)}
    </span>
  );
}
