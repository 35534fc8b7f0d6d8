/** The mark: a P whose bowl holds a tick, "it pleases". Always beside the name, so decorative. */
export function LogoMark({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="9" fill="#0d5c54" />
      <path
        d="M10 24.5V10.6C10 8.6 11.6 7 13.6 7h4.1a5.8 5.8 0 0 1 0 11.6h-3.2"
        fill="none"
        stroke="#fff"
        strokeWidth="3.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path
        d="m14 13 2.4 2.4 4.4-4.9"
        fill="none"
        stroke="#ffc46b"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
