// Runs before the first paint, so that nobody sees the wrong theme or language flash by.
(() => {
  const kept = (name) => {
    try { return localStorage.getItem(name); } catch { return null; }
  };
  const root = document.documentElement;
  const theme = kept("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  const spoken = kept("language") ?? (navigator.languages ?? [navigator.language])[0] ?? "en";
  root.lang = spoken.toLowerCase().startsWith("zh") ? "zh" : "en";
})();
