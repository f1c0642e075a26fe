/** Words of the native menus and dialogs. The page has its own catalogue; the main process starts before any page. */
const tr = {
  file: 'Dosya',
  importPack: 'Soru paketi aç…',
  openDataFolder: 'Veri klasörünü göster',
  quit: 'Çık',
  edit: 'Düzen',
  undo: 'Geri al',
  redo: 'Yinele',
  cut: 'Kes',
  copy: 'Kopyala',
  paste: 'Yapıştır',
  selectAll: 'Tümünü seç',
  view: 'Görünüm',
  home: 'Ana sayfa',
  practice: 'Alıştırma',
  content: 'İçerik',
  settings: 'Ayarlar',
  zoomIn: 'Yakınlaştır',
  zoomOut: 'Uzaklaştır',
  actualSize: 'Gerçek boyut',
  fullScreen: 'Tam ekran',
  window: 'Pencere',
  minimise: 'Simge durumuna küçült',
  close: 'Kapat',
  choosePack: 'Soru paketi seç',
  packFiles: 'Soru paketleri',
  allFiles: 'Tüm dosyalar',
};

export type MenuTexts = Readonly<Record<keyof typeof tr, string>>;
export type ShellLanguage = 'tr' | 'en';

const en: MenuTexts = {
  file: 'File',
  importPack: 'Open question pack…',
  openDataFolder: 'Show data folder',
  quit: 'Quit',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  view: 'View',
  home: 'Home',
  practice: 'Practice',
  content: 'Content',
  settings: 'Settings',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  actualSize: 'Actual size',
  fullScreen: 'Full screen',
  window: 'Window',
  minimise: 'Minimise',
  close: 'Close',
  choosePack: 'Choose a question pack',
  packFiles: 'Question packs',
  allFiles: 'All files',
};

export const menuTexts: Readonly<Record<ShellLanguage, MenuTexts>> = { tr, en };

/** Language of the shell until a profile says otherwise: Turkish on a Turkish system, else English. */
export function pickShellLanguage(systemLocale: string): ShellLanguage {
  return systemLocale.toLowerCase().startsWith('tr') ? 'tr' : 'en';
}
