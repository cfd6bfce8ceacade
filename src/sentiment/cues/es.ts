import type { Cues } from '../cue.js';

export const SPANISH: Cues = {
  own: 'mi|mis|me|mío|nos|nuestro|nuestra|compré|pedí',
  others: 'alguien más|a alguien',
  why: 'por qué|porque no|por que',
  address: 'ustedes|usted|vosotros|os|su|sus|tienen|vuestro|vuestra',
  please: 'por favor|porfa|porfavor',
  remedy: 'reembolso|compensación|devuélvanme|indemnización',
  ask: 'cuánto cuesta|cuanto cuesta|cuánto|cuanto vale|a qué hora|a que hora|dónde|cuándo|cómo|por qué|hay alguna|tienen|alguien sabe|se puede|puedo|qué precio|cuál',
  askFirst:
    'qué|que|cómo|como|cuándo|cuando|dónde|donde|cuál|cual|quién|por qué|cuánto|cuanto|hay|tienen|alguien|puedo',
  request:
    'necesito|ayuda|ayúdenme|me pueden|me podéis|podrían|pueden ayudarme|quiero reservar|reservar|quisiera|me gustaría|hacer un pedido|llámenme|contáctenme|devolver|reembolso',
  complaint:
    'pésimo|pesimo|horrible|terrible|vergüenza|fatal|malo|mal servicio|no funciona|roto|queja|reclamo|reclamación|estafa|esperando|nunca llegó|no llega|no ha llegado|decepción|decepcionado|asco|peor|tarde|retraso|frío|problema',
  thanks: 'gracias|muchas gracias|felicidades|enhorabuena|excelente|genial',
  noise:
    'sorteo|sígueme|sigueme y te sigo|te sigo|gana dinero|participa y gana|código de descuento|bitcoin|cripto|sigue y da rt|da rt|link en bio|enlace en bio|préstamos|trabaja desde casa|casino|apuestas|seguidores gratis|sigo de vuelta',
  health:
    'intoxicación|intoxicado|alergia|alérgico|hospital|ambulancia|herido|cucaracha|moho|vomitar|incendio|peligroso|suicidio',
  legal: 'abogado|demanda|denuncia|denunciar|demandar|juicio|tribunal|policía|consumo|profeco',
  money: 'estafa|fraude|robo|robado|hackeado|cobrado dos veces|cobro doble',
  press: 'periodista|prensa|boicot|viral',
  leaving: 'nunca más|nunca mas|última vez|cancelar mi|darme de baja|me doy de baja',
};
