/** How an automatic answer says that it is one, and that a person will follow. */
const MARKS: Readonly<Record<string, string>> = {
  en: 'This is an automatic answer; a person will read your message.',
  fa: 'این پاسخ خودکار است؛ همکاران ما پیام شما را می‌خوانند.',
  vi: 'Đây là tin nhắn tự động; nhân viên sẽ đọc tin của bạn.',
  es: 'Esta es una respuesta automática; una persona leerá su mensaje.',
  fr: 'Ceci est une réponse automatique ; une personne lira votre message.',
  de: 'Dies ist eine automatische Antwort; ein Mensch wird Ihre Nachricht lesen.',
  it: 'Questa è una risposta automatica; una persona leggerà il messaggio.',
  pt: 'Esta é uma resposta automática; uma pessoa lerá a sua mensagem.',
  ar: 'هذا رد آلي؛ سيقرأ أحد زملائنا رسالتك.',
  hi: 'यह एक स्वचालित उत्तर है; कोई व्यक्ति आपका संदेश पढ़ेगा।',
  id: 'Ini jawaban otomatis; pesan Anda akan dibaca oleh staf kami.',
  ms: 'Ini jawapan automatik; mesej anda akan dibaca oleh kakitangan kami.',
};

/**
 * A text marked as automatic, in the language of whom it answers.
 *
 * @param language BCP 47 primary subtag; English where there is no mark in it
 */
export function markedAutomatic(text: string, language: string): string {
  return `${text}\n— ${MARKS[language] ?? MARKS.en}`;
}
