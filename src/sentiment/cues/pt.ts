import type { Cues } from '../cue.js';

export const PORTUGUESE: Cues = {
  own: 'meu|minha|meus|minhas|eu|nós|nosso|comprei|pedi',
  others: 'mais alguém|alguém mais',
  why: 'por que|porque não|porque nao|pq',
  address: 'vocês|voces|vcs|vc|você',
  please: 'por favor|pfv|pf|pfvr',
  remedy: 'reembolso|estorno|indenização|ressarcimento',
  ask: 'quanto custa|quanto|que horas|onde|por que|porque não|como faço|posso|vocês têm|vcs têm|vcs tem|tem como|alguém sabe|quando|qual o|qual é',
  askFirst: 'como|quando|onde|quem|qual|quanto|por|que|vocês|tem|posso|alguém',
  request:
    'preciso de ajuda|ajuda|me ajuda|me ajudem|podem|poderiam|gostaria|quero reservar|reservar|reserva|pedido|quero pedir|encomendar|me chama|me liga|reembolso|estorno',
  complaint:
    'péssimo|pessimo|péssima|horrível|vergonha|lixo|ruim|decepcionado|decepcionada|decepção|não funciona|nao funciona|quebrado|atraso|atrasado|atrasada|nunca chegou|não chegou|reclamação|reclamar|problema|golpe|pior|absurdo|descaso|frio',
  thanks: 'obrigado|obrigada|parabéns|parabens|ótimo|excelente|valeu',
  noise:
    'sorteio|segue de volta|sdv|ganhe dinheiro|cupom|bitcoin|cripto|troco likes|link na bio|renda extra|trabalhe em casa|aposta|apostas|cassino|siga e|rt e siga|empréstimo',
  health:
    'intoxicação|intoxicado|alergia|alérgico|hospital|ambulância|ferido|barata|mofo|vomitar|vomitei|incêndio|perigoso|suicídio',
  legal: 'advogado|processo|processar|processar vocês|procon|justiça|tribunal|polícia|denúncia|denunciar',
  money: 'golpe|fraude|roubado|roubo|hackeado|cobrado duas vezes|cobraram duas vezes',
  press: 'jornalista|imprensa|boicote|viralizar|reclame aqui',
  leaving: 'nunca mais|última vez|cancelar minha|cancelar meu',
};
